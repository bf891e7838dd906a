import { Param, type PipeTransform } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { isId, type IdPrefix } from '../../kernel/ids.js';

/** What cannot be the id of such an object is the id of none: the same 404. */
class ObjectIdPipe implements PipeTransform<unknown, string> {
  constructor(private readonly prefix: IdPrefix) {}

  transform(value: unknown): string {
    if (isId(this.prefix, value)) return value;
    throw new AppError('not_found');
  }
}

/** A path parameter that holds an id of ours. */
export function ObjectId(parameter: string, prefix: IdPrefix): ParameterDecorator {
  return Param(parameter, new ObjectIdPipe(prefix));
}
