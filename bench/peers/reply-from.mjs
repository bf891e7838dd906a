import replyFrom from '@fastify/reply-from';
import Fastify from 'fastify';

/** A gateway that only forwards. */
const [port, upstream] = process.argv.slice(2);
const app = Fastify();
app.register(replyFrom, { base: upstream });
app.get('/*', (request, reply) => reply.from(request.url));
await app.listen({ port: Number(port), host: '127.0.0.1' });
