import { createRoot } from 'react-dom/client';
import { keepKeyOfLink } from '../shared/Backstage.ts';
import '../shared/theme.css';
import './style/console.css';
import { Console } from './Console.tsx';

keepKeyOfLink();
createRoot(document.getElementById('root')!).render(<Console />);
