import { createRoot } from 'react-dom/client';
import '../shared/theme.css';
import './style/console.css';
import { Console } from './Console.tsx';

createRoot(document.getElementById('root')!).render(<Console />);
