/** An answer that is not the wanted one, with Business Central's code; becomes `{"error":{"code","message"}}`. */
export class ErpError extends Error {
  override readonly name = 'ErpError';
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const badRequest = (message: string): ErpError => new ErpError(400, 'BadRequest', message);

/** The request is fine and the business says no, as an ERP's dialog would. */
export const refused = (message: string): ErpError =>
  new ErpError(400, 'Application_DialogException', message);

export const tooLong = (name: string, length: number, limit: number): ErpError =>
  new ErpError(
    400,
    'Application_StringExceededLength',
    `The length of the string is ${length}, but it must be less than or equal to ${limit} characters. Field: ${name}`,
  );

export const unknownSegment = (name: string): ErpError =>
  new ErpError(404, 'BadRequest_ResourceNotFound', `Resource not found for the segment '${name}'.`);

export const unknownRecord = (type: string, key: string): ErpError =>
  new ErpError(
    404,
    'Internal_RecordNotFound',
    `The ${type} does not exist. Identification fields and values: Id='${key}'`,
  );
