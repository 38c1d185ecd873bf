declare module 'har-validator' {
  /** Resolves for a valid value; rejects with an error that holds ajv's list in `errors`. */
  type Validate = (value: unknown) => Promise<unknown>;
  const validators: { readonly entry: Validate; readonly har: Validate };
  export default validators;
}
