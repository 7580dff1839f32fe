/** A link that Texture's API handed out. */
export interface TextureLink {
  readonly id: string;
  readonly applicationId: string;
  readonly customerId: string;
  readonly redirectUrl: string;
  readonly referenceId?: string | undefined;
}

/** A scoped key: one customer's devices. */
export interface ScopedKey {
  readonly applicationId: string;
  readonly accountId: string;
  readonly customerId: string;
}

export interface TextureCommand {
  readonly id: string;
  readonly applicationId: string;
  readonly deviceId: string;
  readonly name: string;
  status: 'pending' | 'success' | 'failed';
  reason?: string | undefined;
  readonly createdAt: number;
}
