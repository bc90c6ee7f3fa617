import '../ui/tokens.css';
import '../ui/base.css';
import './page.css';
