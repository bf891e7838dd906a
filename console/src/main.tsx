import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './console.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { queryClient } from './api/query-client';
import { router } from './router';
import { start } from './session/start';
import { styleNonce } from './settings';
import { noticeLostPages } from './shell/lost-pages';
import { StartFailed } from './shell/start-failed';
import { loadTexts } from './texts';
import { theme, variables } from './theme';

// How the scroll lock of dialogs, which makes a style of its own, learns of the nonce.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });

const root = createRoot(document.getElementById('root') as HTMLElement);

function show(content: React.ReactNode): void {
  root.render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Notifications position="bottom-right" />
      {content}
    </MantineProvider>,
  );
}

noticeLostPages();
await loadTexts();
try {
  const place = await start();
  if (place !== null) await router.navigate({ to: place, replace: true });
  show(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
} catch (error) {
  show(<StartFailed error={error} />);
}
