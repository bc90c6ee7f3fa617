import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/widget.css';
import { createBrowserWidget } from './create-widget.ts';
import { connectHost } from './host-messages.ts';
import { mountWidget } from './mount.tsx';
import { useLanguage } from './strings/catalog.ts';

const query = new URLSearchParams(location.search);
const root = document.getElementById('widget');
if (root) {
  useLanguage([query.get('lang') ?? '', ...navigator.languages], document.documentElement);
  const model = createBrowserWidget();
  mountWidget(root, model);
  connectHost(model, query, root);
  const prefilled = query.get('url');
  if (prefilled) model.type(prefilled);
  void model.start();
}
