/** The language server process: VS Code's client starts it and talks to it over Node's IPC channel. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';

import { serveLanguage } from './server';

serveLanguage(createConnection(ProposedFeatures.all));
