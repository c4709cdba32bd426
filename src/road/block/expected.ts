import type { Field } from '../field.ts';
import { type Message, message } from '../message.ts';

/** What a field must be, in a sentence. */
export function expected(name: string, field: Field): Message {
  const parameters = { field: name };
  switch (field.kind) {
    case 'whole':
    case 'real':
      return message(`block.${field.kind}`, { ...parameters, min: field.min, max: field.max });
    case 'choice':
      return message('block.choice', { ...parameters, options: field.options.join(', ') });
    case 'flag':
      return message('block.flag', parameters);
    case 'text':
      return message('block.text', { ...parameters, most: field.maxLength });
    case 'numbers':
    case 'rows':
      return message(`block.${field.kind}`, { ...parameters, min: field.min, max: field.max, most: field.most });
    case 'drawing':
      return message('block.drawing', { ...parameters, side: field.side });
    case 'file':
      return message('block.file', parameters);
  }
}
