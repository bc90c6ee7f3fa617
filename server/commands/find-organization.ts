import { parseOrganizationId } from '../identifiers/ids.ts';
import { StartError } from '../start/start-error.ts';
import type { OrganizationRecord, Storage } from '../storage/port.ts';

/**
 * The organization that an operator names by its UUID or its exact name.
 * @throws StartError where there is none, or several have that name
 */
export async function findOrganization(
  text: string | undefined,
  storage: Pick<Storage, 'findOrganization' | 'listOrganizations'>,
  usage: string,
): Promise<OrganizationRecord> {
  if (text === undefined) throw new StartError(`Say which organization.\n${usage}`);
  const id = parseOrganizationId(text) ?? (await idOfName(text, storage));
  const organization = await storage.findOrganization(id);
  if (!organization) throw new StartError(`There is no organization ${id}: \`list\` shows all.`);
  if (organization.visitorId !== null) {
    throw new StartError(`${id} is a visitor’s playground, which has no plan of its own.`);
  }
  return organization;
}

async function idOfName(name: string, storage: Pick<Storage, 'listOrganizations'>) {
  const organizations = await storage.listOrganizations();
  const [found, ...others] = organizations.filter((organization) => organization.name === name);
  if (!found) {
    throw new StartError(
      `There is no organization with the name ${JSON.stringify(name)}: \`list\` shows all.`,
    );
  }
  if (others.length > 0) {
    throw new StartError(
      `${others.length + 1} organizations have the name ${JSON.stringify(name)}: give the UUID, as \`list\` shows it.`,
    );
  }
  return found.id;
}
