/** The panel's script: joins the page with VS Code's side of the webview. */
import { connectHost } from './hostChannel';
import { startPanel } from './panel';

const root = document.getElementById('app');
if (root) startPanel(root, connectHost());
