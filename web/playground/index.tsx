import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './playground.css';
import { readCredentials } from './credentials.ts';
import { Playground } from './Playground.tsx';
import { startEditorWorkers } from './startEditorWorkers.ts';

startEditorWorkers();
const credentials = readCredentials();
// In a tab that shows the page already, opening a link with others changes nothing but the fragment.
addEventListener('hashchange', () => location.reload());
const root = document.getElementById('root');
if (root) createRoot(root).render(<Playground given={credentials} />);
