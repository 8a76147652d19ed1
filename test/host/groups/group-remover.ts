/** Tries for a moment to remove the group that its argument names, and prints why that was not possible. */
import { removeGroup } from '../../../src/host/groups/remove-group.js';

await removeGroup(process.argv[2] ?? '', 50).catch((error: Error) => process.stdout.write(error.message));
