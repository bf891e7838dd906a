import { redirectPage } from './docs-client.js';

/** What Swagger UI is told; without an own `url` its page would read one from its query. */
export interface UiSettings {
  readonly documentPath: string;
  readonly publicUrl: string;
  /** Filled in for sign-ins; null where there can be none. */
  readonly clientId: string | null;
}

const TITLE = 'Ostiary API';

/** The page that Swagger UI fills. Its files are named so that they are found from `/docs` and `/docs/`. */
export function uiPage(base: './docs/' | './'): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="UTF-8">
  <title>${TITLE}</title>
  <link rel="stylesheet" href="${base}swagger-ui.css">
  <link rel="icon" type="image/png" href="${base}favicon-32x32.png" sizes="32x32">
  <link rel="icon" type="image/png" href="${base}favicon-16x16.png" sizes="16x16">
  <style>
    body { margin: 0; background: #fafafa }
    .dark-mode body { background: #1c2022 }
    .swagger-ui .topbar { display: none }
  </style>
</head>
<body>
<div id="swagger-ui"></div>
<script src="${base}swagger-ui-bundle.js"></script>
<script src="${base}swagger-ui-standalone-preset.js"></script>
<script src="${base}swagger-ui-init.js"></script>
</body>
</html>
`;
}

/** The script that starts Swagger UI. */
export function uiScript({ documentPath, publicUrl, clientId }: UiSettings): string {
  const options = {
    url: documentPath,
    queryConfigEnabled: false,
    validatorUrl: null,
    persistAuthorization: false,
    displayRequestDuration: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    tryItOutEnabled: true,
    oauth2RedirectUrl: redirectPage(publicUrl),
  };
  const oauth = {
    appName: TITLE,
    usePkceWithAuthorizationCodeGrant: true,
    ...(clientId === null ? {} : { clientId }),
  };
  return `const isDark = window.matchMedia('(prefers-color-scheme: dark)');
const colour = () => document.documentElement.classList.toggle('dark-mode', isDark.matches);
isDark.addEventListener('change', colour);
colour();
window.onload = () => {
  window.ui = SwaggerUIBundle({
    ...${JSON.stringify(options, null, 2)},
    dom_id: '#swagger-ui',
    deepLinking: true,
    presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
    plugins: [SwaggerUIBundle.plugins.DownloadUrl],
    layout: 'StandaloneLayout',
  });
  window.ui.initOAuth(${JSON.stringify(oauth)});
};
`;
}
