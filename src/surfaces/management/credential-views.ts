import { Injectable } from '@nestjs/common';
import { CredentialUses, type UsesOfCredential } from '../../modules/usage/index.js';
import type { Page } from '../../platform/database/index.js';
import { NO_USES } from './last-used.schema.js';

type ToView<Row, View> = (row: Row, uses: UsesOfCredential) => View;

/** Shows credentials together with when they were used last. */
@Injectable()
export class CredentialViews {
  constructor(private readonly uses: CredentialUses) {}

  async one<Row extends { readonly id: string }, View>(
    row: Row,
    toView: ToView<Row, View>,
  ): Promise<View> {
    const [uses = NO_USES] = await this.uses.of([row.id]);
    return toView(row, uses);
  }

  /** The uses of a whole page are read at once. */
  async page<Row extends { readonly id: string }, View>(
    { items, next }: Page<Row>,
    toView: ToView<Row, View>,
  ): Promise<Page<View>> {
    const uses = await this.uses.of(items.map(({ id }) => id));
    return { items: items.map((item, i) => toView(item, uses[i] ?? NO_USES)), next };
  }
}
