import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { HeaderAPIKeyStrategy } from 'passport-headerapikey';
import { DATA } from './data.mjs';

/** Nest with and without the guard that its documentation and most tutorials show. */
const [port, key] = process.argv.slice(2);
const digest = (text) => createHash('sha256').update(text).digest('hex');
const known = new Map([[digest(key), { app: 'app_1' }]]);

class KeyStrategy extends PassportStrategy(HeaderAPIKeyStrategy, 'headerapikey') {
  constructor() {
    super({ header: 'X-API-Key', prefix: '' }, false);
  }

  validate(presented, done) {
    done(null, known.get(digest(presented)) ?? false);
  }
}

class DataController {
  open() {
    return DATA;
  }

  guarded() {
    return DATA;
  }
}
const decorate = (decorator, name) =>
  decorator(
    DataController.prototype,
    name,
    Object.getOwnPropertyDescriptor(DataController.prototype, name),
  );
decorate(Get('/'), 'open');
decorate(Get('/guarded'), 'guarded');
decorate(UseGuards(AuthGuard('headerapikey')), 'guarded');
Controller()(DataController);

class AppModule {}
Module({ controllers: [DataController], providers: [KeyStrategy] })(AppModule);

const app = await NestFactory.create(AppModule, new FastifyAdapter(), { logger: false });
await app.listen(Number(port), '127.0.0.1');
