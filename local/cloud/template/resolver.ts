import type { Assembly, StackTemplate, TemplateResource } from './assembly.ts';
import { evaluate, type Scope } from './intrinsics.ts';
import { asObject, asText, type Json, type JsonObject } from './json.ts';
import { pseudoParameter, type PseudoParameters } from './pseudo-parameters.ts';
import { resourceKey } from './references.ts';

/** What `Ref` and `Fn::GetAtt` give for a resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The template side of a resource. `properties` are resolved when they are first looked at. */
export interface UnidentifiedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
}

export interface Resource extends UnidentifiedResource, Identity {}

export type Identify = (resource: UnidentifiedResource) => Identity;

export interface ResolverOptions {
  readonly pseudo: PseudoParameters;
  readonly identify: Identify;
}

/**
 * Resolves templates lazily: identities are made of names and addresses that are known before anything
 * exists, so it does not matter in which order they are asked for.
 */
export class Resolver {
  readonly #assembly: Assembly;
  readonly #options: ResolverOptions;
  readonly #scopes: ReadonlyMap<string, Scope>;
  readonly #resources = new Map<string, Resource>();
  readonly #underWay = new Set<string>();

  constructor(assembly: Assembly, options: ResolverOptions) {
    this.#assembly = assembly;
    this.#options = options;
    this.#scopes = new Map(assembly.stacks.map((stack) => [stack.name, this.#scope(stack)]));
  }

  /** The resources whose condition holds, in template order. */
  declared(): TemplateResource[] {
    return this.#assembly.stacks.flatMap((stack) =>
      [...stack.resources.values()].filter(
        ({ condition }) => condition === undefined || this.#scopeOf(stack.name).condition(condition),
      ),
    );
  }

  resource(declared: TemplateResource): Resource {
    const key = resourceKey(declared.stack, declared.logicalId);
    const known = this.#resources.get(key);
    if (known) return known;
    if (this.#underWay.has(key)) throw new Error(`${key} is named after itself by a circle of properties.`);
    this.#underWay.add(key);
    const resource = this.#identified(declared, key);
    this.#underWay.delete(key);
    this.#resources.set(key, resource);
    return resource;
  }

  /** The outputs of all stacks by name, without those that only carry values to other stacks. */
  outputs(): Record<string, string> {
    const entries = this.#assembly.stacks.flatMap((stack) =>
      Object.entries(stack.outputs)
        .filter(([, output]) => asObject(output)['Export'] === undefined)
        .map(([name, output]) => [name, this.#output(stack, output)] as const),
    );
    return Object.fromEntries(entries.map(([name, value]) => [name, asText(value) ?? '']));
  }

  #identified(declared: TemplateResource, key: string): Resource {
    const { stack, logicalId, type } = declared;
    const resolve = (): JsonObject => asObject(this.#inContext(key, declared.properties, stack));
    let properties: JsonObject | undefined;
    const resource = {
      stack,
      logicalId,
      type,
      get properties() {
        return (properties ??= resolve());
      },
    };
    return Object.assign(resource, this.#options.identify(resource));
  }

  #inContext(key: string, expression: Json, stack: string): Json {
    try {
      return evaluate(expression, this.#scopeOf(stack));
    } catch (error) {
      throw new Error(`${key}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  #scopeOf(stack: string): Scope {
    return this.#scopes.get(stack) ?? missing(`stack ${stack}`);
  }

  #scope(stack: StackTemplate): Scope {
    const scope: Scope = {
      ref: (name) => this.#reference(stack, name),
      attribute: (logicalId, name) => this.#attribute(stack, logicalId, name),
      importValue: (name) => this.#importValue(name),
      condition: (name) => evaluate(stack.conditions[name] ?? missing(`condition ${name}`), scope) === true,
      mapping: (map, first, second) =>
        asObject(asObject(stack.mappings[map])[first])[second] ??
        missing(`mapping ${map}.${first}.${second}`),
    };
    return scope;
  }

  #reference(stack: StackTemplate, name: string): Json | undefined {
    const declared = stack.resources.get(name);
    if (declared) return this.resource(declared).ref;
    return pseudoParameter(name, stack, this.#options.pseudo) ?? asObject(stack.parameters[name])['Default'];
  }

  #attribute(stack: StackTemplate, logicalId: string, name: string): string {
    const resource = this.resource(stack.resources.get(logicalId) ?? missing(`resource ${logicalId}`));
    return resource.attributes[name] ?? missing(`attribute ${name} of ${resource.type} ${logicalId}`);
  }

  #importValue(name: string): Json {
    for (const stack of this.#assembly.stacks) {
      const exported = Object.values(stack.outputs).find(
        (output) => this.#exportName(stack, output) === name,
      );
      if (exported !== undefined) return this.#output(stack, exported);
    }
    return missing(`export ${name}`);
  }

  #exportName(stack: StackTemplate, output: Json): Json | undefined {
    const name = asObject(asObject(output)['Export'])['Name'];
    return name === undefined ? undefined : evaluate(name, this.#scopeOf(stack.name));
  }

  #output(stack: StackTemplate, output: Json): Json {
    return evaluate(asObject(output)['Value'] ?? '', this.#scopeOf(stack.name));
  }
}

function missing(what: string): never {
  throw new Error(`The template has no ${what}.`);
}
