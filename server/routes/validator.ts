import type { FastifySchemaCompiler } from 'fastify';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { Problem } from '../problem.ts';

/**
 * Checks one part of a request against its schema and fills in defaults. Numbers in the query and the path are
 * converted, because they arrive as text. A body is not converted.
 */
export const compileValidator: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const check = Compile(schema);
  const hasDefaults = JSON.stringify(schema).includes('"default":');
  return (value) => {
    // Most values are valid as they are, and have nothing to fill in or convert.
    if (!hasDefaults && check.Check(value)) return { value };
    const filled = Value.Default(schema, value ?? {});
    const converted = httpPart === 'body' ? filled : Value.Convert(schema, filled);
    if (check.Check(converted)) return { value: converted };
    return { error: describe(check.Errors(converted)[0], httpPart ?? 'request') };
  };
};

type ValidationError = ReturnType<ReturnType<typeof Compile>['Errors']>[number];

/** One sentence that names the field and what it must be. */
function describe(error: ValidationError | undefined, part: string): Problem {
  const path = (error?.instancePath ?? '').split('/').filter(Boolean);
  if (error?.keyword === 'required') {
    const [missing = ''] = error.params.requiredProperties;
    const field = [...path, missing].join('.');
    return new Problem('invalid_field', `${field} is missing: it is required in the ${part}.`, {
      field,
    });
  }
  if (error?.keyword === 'additionalProperties') {
    const [extra = ''] = error.params.additionalProperties;
    // The name comes from the client and is repeated in the answer, so it is cut.
    const field = [...path, extra.slice(0, 64)].join('.');
    return new Problem('invalid_field', `${field} is not a field of this request: leave it out.`, {
      field,
    });
  }
  const field = path.join('.') || part;
  return new Problem('invalid_field', `${field} ${error?.message ?? 'is wrong'}.`, { field });
}
