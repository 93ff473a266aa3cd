import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './playground.css';
import { Playground } from './Playground.tsx';
import { startEditorWorkers } from './startEditorWorkers.ts';

startEditorWorkers();
const root = document.getElementById('root');
if (root) createRoot(root).render(<Playground />);
