import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/index.js';
import { Readiness } from './readiness.js';

/** Without its database, or its schema, the server can do nothing. */
@Injectable()
export class DatabaseReadiness implements OnModuleInit {
  constructor(
    private readonly readiness: Readiness,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.readiness.add({ name: 'database', check: () => this.database.ping() });
  }
}
