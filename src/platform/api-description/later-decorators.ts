import type * as Swagger from '@nestjs/swagger';

type Package = typeof Swagger;
/** What a decorator is given: a class, or a class's prototype, a method's name and its descriptor. */
type Place = [target: object, name?: string | symbol, descriptor?: PropertyDescriptor];
type Decorator = MethodDecorator & ClassDecorator;

let noted: ((swagger: Package) => void)[] = [];

/**
 * `@nestjs/swagger`, with everything noted so far applied to the controllers. Only who describes the
 * API loads it: it is a tenth of what a server has in memory, and most never need it.
 */
export async function loadSwagger(): Promise<Package> {
  const swagger = await import('@nestjs/swagger');
  const due = noted;
  noted = [];
  for (const apply of due) apply(swagger);
  return swagger;
}

/** The same decorators as the package's, but noted only until somebody asks for the description. */
export const ApiTags = later((swagger) => swagger.ApiTags);
export const ApiOperation = later((swagger) => swagger.ApiOperation);
export const ApiProduces = later((swagger) => swagger.ApiProduces);
export const ApiOkResponse = later((swagger) => swagger.ApiOkResponse);
export const ApiCreatedResponse = later((swagger) => swagger.ApiCreatedResponse);
export const ApiNoContentResponse = later((swagger) => swagger.ApiNoContentResponse);
export const ApiHeader = later((swagger) => swagger.ApiHeader);
export const ApiExcludeEndpoint = later((swagger) => swagger.ApiExcludeEndpoint);

/** They only write metadata, so that it makes no difference when they are applied, but for their order. */
function later<Args extends unknown[]>(
  find: (swagger: Package) => (...args: Args) => MethodDecorator | Decorator,
): (...args: Args) => Decorator {
  return (...args) =>
    (...place: Place) => {
      noted.push((swagger) => {
        const decorate = find(swagger)(...args) as (...place: Place) => unknown;
        decorate(...place);
      });
    };
}
