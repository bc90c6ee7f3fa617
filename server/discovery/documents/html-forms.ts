import { CONFIDENCE } from '../findings/confidence.ts';
import { hasApiMarker } from '../findings/api-marker.ts';
import type { DocumentFindings } from './document-findings.ts';
import type { Attributes } from './html-attributes.ts';

const FIELDS_MAX = 200;
const FIELD_ELEMENTS = new Set(['input', 'select', 'textarea', 'button']);

interface Form {
  method: string;
  action: string;
  fields: Map<string, string>;
}

/** Collects forms with their fields while a page is parsed as a stream. */
export class FormReader {
  readonly #findings: DocumentFindings;
  /** Fields may stand anywhere and name their form by its id. */
  readonly #byId = new Map<string, Form>();
  #current: Form | null = null;

  constructor(findings: DocumentFindings) {
    this.#findings = findings;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'form') {
      this.#finishForm(this.#current);
      this.#current = {
        method: (attributes['method'] ?? 'get').trim().toUpperCase(),
        action: attributes['action'] ?? '',
        fields: new Map(),
      };
      const id = attributes['id'];
      if (id !== undefined && this.#byId.size < 1000) this.#byId.set(id, this.#current);
      return;
    }
    if (!FIELD_ELEMENTS.has(name)) return;
    const owner = attributes['form'];
    const form = owner === undefined ? this.#current : (this.#byId.get(owner) ?? null);
    if (form !== null) this.#addField(form, name, attributes);
  }

  close(name: string): void {
    if (name !== 'form') return;
    this.#finishForm(this.#current);
    this.#current = null;
  }

  /** Reports forms with an id once more, with the fields that came after them. The store merges both reports. */
  finish(): void {
    this.#finishForm(this.#current);
    for (const form of this.#byId.values()) this.#finishForm(form);
  }

  #addField(form: Form, element: string, attributes: Attributes): void {
    const name = attributes['name'];
    const action = attributes['formaction'];
    if (action !== undefined) {
      const method = (attributes['formmethod'] ?? form.method).toUpperCase();
      this.#finishForm({ method, action, fields: form.fields });
    }
    if (name === undefined || form.fields.size >= FIELDS_MAX) return;
    // Rails, Laravel and Symfony send the method in a hidden field, since a form can send only GET and POST.
    if (name === '_method' && attributes['value'] !== undefined)
      form.method = attributes['value'].toUpperCase();
    else form.fields.set(name, fieldType(element, attributes['type']));
  }

  #finishForm(form: Form | null): void {
    if (form === null || form.method === 'DIALOG') return;
    const action = form.action.trim() === '' ? this.#findings.url : form.action;
    const isGet = form.method === 'GET';
    const isMarked = hasApiMarker(action);
    this.#findings.candidate({
      method: form.method,
      url: action,
      query: isGet ? form.fields.keys() : [],
      body: isGet ? [] : form.fields,
      // A GET form whose address has no API marker mostly leads to a page of search results.
      confidence: isGet && !isMarked ? CONFIDENCE.mentioned : CONFIDENCE.marked,
      technique: 'html-form',
    });
  }
}

function fieldType(element: string, type = 'text'): string {
  if (element !== 'input') return 'string';
  switch (type.toLowerCase()) {
    case 'number':
    case 'range':
      return 'number';
    case 'checkbox':
      return 'boolean';
    case 'file':
      return 'file';
    default:
      return 'string';
  }
}
