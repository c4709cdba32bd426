import { noChange } from 'lit';
import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

class CssProperties extends Directive {
  #last: Readonly<Record<string, string>> = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('cssProperties stands among the attributes of an element');
  }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]) {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) {
      if (this.#last[name] !== value) style.setProperty(name, value);
    }
    for (const name of Object.keys(this.#last)) if (!(name in properties)) style.removeProperty(name);
    this.#last = properties;
    return noChange;
  }

  render(_properties: Readonly<Record<string, string>>) {
    return noChange;
  }
}

/** Sets CSS properties one by one: the page's policy forbids style attributes, and so Lit's styleMap. */
export const cssProperties = directive(CssProperties);
