import { createServer } from 'node:http';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import Sqlite from 'better-sqlite3';

/**
 * better-auth's api-key plugin in its default storage, the database; SQLite in memory. Its limit is set
 * as high as the other servers' are. The key is told to whoever asks at `/key`.
 */
const database = new Sqlite(':memory:');
const auth = betterAuth({
  database,
  secret: 'only-for-the-bench-0123456789abcdef',
  baseURL: 'http://localhost',
  emailAndPassword: { enabled: true },
  telemetry: { enabled: false },
  plugins: [
    apiKey({ rateLimit: { enabled: true, timeWindow: 3_600_000, maxRequests: 1_000_000_000 } }),
  ],
});
await (await getMigrations(auth.options)).runMigrations();
const person = { name: 'Bench', email: 'bench@example.com', password: 'only for the bench' };
const { user } = await auth.api.signUpEmail({ body: person });
const { key } = await auth.api.createApiKey({ body: { userId: user.id } });

createServer(async (request, response) => {
  if (request.url === '/key') {
    response.end(key);
    return;
  }
  const presented = request.headers['x-api-key'];
  const { valid } = await auth.api.verifyApiKey({ body: { key: presented ?? '' } });
  response.writeHead(valid ? 200 : 401, { 'content-length': 0 });
  response.end();
}).listen(Number(process.argv[2]), '127.0.0.1');
