import { ErpRejectedError } from '../../../../domain/errors.ts';

/** Our credentials are missing or were not taken, by the ERP or its token service; to all others an `ErpRejectedError` like any. */
export class CredentialsRefused extends ErpRejectedError {}
