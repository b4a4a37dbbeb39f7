/** What a `${Placeholder}` may stand for. */
export interface Substitutes {
  /** Folder names of the deployed functions: `pull-changes` fills `${PullChangesFunctionArn}`. */
  readonly functions: ReadonlySet<string>;
  /** Names of the state machine files: `catch-up-connection` fills `${CatchUpConnectionStateMachineArn}`. */
  readonly stateMachines: ReadonlySet<string>;
  /** Further placeholders that the deployment fills; each must be used. */
  readonly given: readonly string[];
}

const PLACEHOLDER = /\$\{([^}]*)\}/g;
const KNOWN_FORM = /^([A-Z][A-Za-z0-9]*?)(Function|StateMachine)Arn$/;

/** Every placeholder is a whole text outside expressions and stands for something that exists. */
export function placeholderProblems(text: string, substitutes: Substitutes): string[] {
  const used = [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
  const unknown = used.filter((name) => !resolves(name, substitutes));
  const unused = substitutes.given.filter((name) => !used.includes(name));
  const partial = textsIn(JSON.parse(text)).filter(
    (value) => value.includes('${') && !/^\$\{\w+\}$/.test(value),
  );
  return [
    ...unknown.map((name) => `the placeholder '${name}' stands for nothing that is deployed.`),
    ...unused.map((name) => `the placeholder '${name}' is given but not used.`),
    ...partial.map((value) => `a placeholder must be the whole text, never part of an expression: ${value}`),
  ];
}

function resolves(name: string, { functions, stateMachines, given }: Substitutes): boolean {
  const [, subject = '', kind] = KNOWN_FORM.exec(name) ?? [];
  const known = kind === 'Function' ? functions : stateMachines;
  return given.includes(name) || (kind !== undefined && known.has(kebab(subject)));
}

function kebab(pascal: string): string {
  return pascal.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** The text as it is deployed, with addresses of the right form in place of the placeholders. */
export function substituted(text: string): string {
  return text.replaceAll(PLACEHOLDER, (_, name: string) =>
    name.endsWith('StateMachineArn')
      ? 'arn:aws:states:eu-central-1:000000000000:stateMachine:machine'
      : 'arn:aws:lambda:eu-central-1:000000000000:function:work',
  );
}
