import { createRoot } from 'react-dom/client';
import '../shared/theme.css';
import './style/frame.css';
import './style/card.css';
import './style/shelf.css';
import './style/pages.css';
import { Storefront } from './Storefront.tsx';

createRoot(document.getElementById('root')!).render(<Storefront />);
