import text from '../../locales/en/invitations.json';
import { createWords } from '../ui/words.ts';

export const useInvitationsWords = await createWords('invitations', text);
export type InvitationsWords = ReturnType<typeof useInvitationsWords>;
