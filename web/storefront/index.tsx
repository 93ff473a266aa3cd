import { createRoot } from 'react-dom/client';
import { keepKeyOfLink } from '../shared/Backstage.ts';
import '../shared/theme.css';
import './style/frame.css';
import './style/card.css';
import './style/shelf.css';
import './style/pages.css';
import { Storefront } from './Storefront.tsx';

keepKeyOfLink();
createRoot(document.getElementById('root')!).render(<Storefront />);
