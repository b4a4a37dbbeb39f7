/** An HTTP API as its routes, integrations and authorizers in the template add up to it. */
export interface HttpApiSpec {
  readonly apiId: string;
  readonly name: string;
  readonly routes: readonly RouteSpec[];
  readonly cors: CorsSpec | undefined;
}

export interface RouteSpec {
  /** `METHOD /path/{parameter}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  readonly authorizer: JwtAuthorizerSpec | undefined;
}

export interface JwtAuthorizerSpec {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The token needs one of them; none means any token will do. */
  readonly scopes: readonly string[];
}

export interface CorsSpec {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds: number | undefined;
  readonly allowCredentials: boolean;
}
