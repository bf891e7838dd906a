import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  // The server puts a nonce of each request in its place.
  html: { cspNonce: '__CSP_NONCE__' },
  // The manifest says what is loaded with what; a test adds it up.
  build: { target: 'es2022', assetsInlineLimit: 0, chunkSizeWarningLimit: 700, manifest: true },
});
