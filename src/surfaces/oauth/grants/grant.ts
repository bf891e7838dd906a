import type { TokenEndpointGrantContext } from 'oidc-provider';

/** A grant that the engine does not have, for its token endpoint. */
export interface Grant {
  /** The value of `grant_type`. */
  readonly name: string;
  /** Other parameters are not looked at; none may come twice. */
  readonly parameters: readonly string[];
  handle(ctx: TokenEndpointGrantContext): Promise<void>;
}
