import Fastify from 'fastify';
import { DATA } from './data.mjs';

const app = Fastify();
app.get('/', () => DATA);
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' });
