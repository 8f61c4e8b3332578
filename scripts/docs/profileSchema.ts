/** Makes the JSON schema of profile.jsonc from the shape by which its reader checks it, so that both say the same. */
import { profileShape } from '../../server/layers/profileShape.ts';
import type { RecordShape, Shape } from '../../server/layers/shape.ts';

/** Returns the text of the schema's file. */
export const profileSchema = (): string =>
  `${JSON.stringify(
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Ringfence profile',
      description: 'What a team, a person or a workspace asks of Ringfence beside its policies.',
      allowComments: true,
      allowTrailingCommas: true,
      ...schemaOf(profileShape),
    },
    null,
    2,
  )}\n`;

function schemaOf(shape: Shape): object {
  switch (shape.kind) {
    case 'any':
      return {};
    case 'flag':
      return { type: 'boolean' };
    case 'number':
      return { type: 'integer', minimum: shape.least, maximum: shape.most };
    case 'word':
      return { type: 'string', enum: shape.words };
    case 'text':
      return shape.form === undefined
        ? { type: 'string' }
        : {
            type: 'string',
            pattern: shape.form.pattern,
            patternErrorMessage: `This must be ${shape.form.says}.`,
          };
    case 'list':
      return { type: 'array', items: schemaOf(shape.of) };
    case 'map':
      return { type: 'object', additionalProperties: schemaOf(shape.of) };
    case 'variant':
      return {
        oneOf: Object.entries(shape.of).map(([word, record]) => {
          const schema = recordSchema(record);
          const by = { ...schema.properties[shape.by], enum: [word] };
          return { ...schema, properties: { ...schema.properties, [shape.by]: by } };
        }),
      };
    case 'record':
      return recordSchema(shape);
  }
}

interface RecordSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

const recordSchema = ({ keys, needs }: RecordShape): RecordSchema => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.entries(keys).map(([key, { shape, description }]) => [key, { ...schemaOf(shape), description }]),
  ),
  ...(needs === undefined ? {} : { required: needs }),
  additionalProperties: false,
});
