/**
 * The panel's page: an empty root, a style sheet and a script.
 *
 * Nothing of a network file is ever part of it. Only the script with this page's nonce runs, and nothing is
 * loaded from anywhere but the extension's own folder.
 */
export interface PageParts {
  readonly scriptUri: string;
  readonly styleUri: string;
  /** The source that VS Code serves the extension's files from. */
  readonly cspSource: string;
  /** Fresh for every page. */
  readonly nonce: string;
}

export function panelPage({ scriptUri, styleUri, cspSource, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // The toolkit adds style sheets of its own, which carry the nonce.
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta property="csp-nonce" content="${nonce}" />
    <link rel="stylesheet" href="${styleUri}" />
    <title>Backstep</title>
  </head>
  <body>
    <div id="app"></div>
    <script type="module" nonce="${nonce}" src="${scriptUri}"></script>
  </body>
</html>
`;
}
