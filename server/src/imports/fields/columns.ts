// Which field a column probably is, by its heading: in the languages in which programmes and lists of
// participants usually arrive, and as the office matched it before.
import {
  type ImportField,
  type ImportKind,
  type ImportMapping,
  identifierFields,
  peopleFields,
  programFields,
} from '@lectern/shared/imports'

/** Headings without case, accents, blanks and punctuation; en, de, fr, es, it, pt, nl. */
const names: Record<ImportField, string> = {
  externalId:
    'id guid uid uuid code externalid reference ref sessionid talkid personid participantid kennung nummer identifiant identificador identificativo codice codigo submissionid proposalid',
  title:
    'title titel titre titulo titolo session sessiontitle talk talktitle thema topic vortrag vortragstitel presentation sitzung intitule sesion sessione',
  summary:
    'summary abstract description beschreibung zusammenfassung resume descripcion resumen descrizione descricao resumo samenvatting omschrijving inhalt content',
  date: 'date datum day tag jour fecha dia data giorno dag startdate',
  start:
    'start starttime startsat begin beginn anfang von from debut heuredebut inicio horainicio inizio orainizio comienzo aanvang tijd time uhrzeit heure hora ora startzeit',
  end: 'end endtime endsat ende bis to until fin heurefin horafin fine orafine fim eind einde endzeit',
  duration: 'duration dauer duree duracion durata duracao duur length minutes minuten minuti minutos lange',
  track:
    'room raum saal salle sala zaal track strang stream hall location ort lieu lugar luogo local locatie horsaal',
  kind: 'kind type typ format art sessiontype genre tipo soort category kategorie categorie categoria',
  speakers:
    'speakers speaker persons person referenten referent referentin vortragende dozent orateurs orateur intervenants intervenant ponentes ponente oradores relatori relatore palestrantes sprekers spreker presenters presenter lecturer faculty authors autoren',
  moderators:
    'moderators moderator chairs chair chairperson vorsitz moderation moderatoren moderatorin moderateurs moderateur president moderadores moderador moderatori moderatore voorzitter',
  email:
    'email mail emailaddress mailaddress emailadresse mailadresse courriel adressemail adresseemail correo correoelectronico posta indirizzoemail enderecodeemail emailadres',
  name: 'name fullname displayname vollstandigername nomcomplet nombrecompleto nomecompleto participant teilnehmer teilnehmerin naam volledigenaam',
  givenName:
    'givenname firstname forename vorname prenom nombre nombredepila primeironome nome nomeproprio voornaam',
  familyName:
    'familyname lastname surname nachname familienname nom nomdefamille apellido apellidos cognome sobrenome apelido achternaam',
  credentials:
    'credentials degree degrees title titles akademischertitel akadtitel grad diplome diplomes titulacion titolo qualifications suffix postnominals titulatur anrede',
  affiliation:
    'affiliation institution organisation organization company hospital employer klinik krankenhaus einrichtung firma arbeitgeber etablissement hopital entreprise institucion organizacion hospitalclinica empresa istituto ente azienda ospedale instituicao instelling ziekenhuis',
  profession:
    'profession occupation beruf berufsgruppe metier profesion professione qualifica profissao beroep category',
  roles: 'role roles rolle rollen rol rolles ruolo ruoli funcion fonction funzione papel funktion',
  npi: 'npi npinumber nationalprovideridentifier',
  efn: 'efn efnnummer einheitlichefortbildungsnummer fortbildungsnummer',
  nabpId: 'nabp nabpid nabpeprofileid eprofileid nabpeprofile cpemonitorid',
  boardIds: 'boardid boardids board boards abimid mocid diplomateid',
  licence:
    'licence license licences licenses licencenumber licensenumber statelicence statelicense approbation',
  birthday:
    'birthday birthdate dateofbirth dob mmdd birthmonthday geburtstag geburtsdatum datedenaissance fechadenacimiento datadinascita datadenascimento geboortedatum',
}

export const comparableHeading = (heading: string): string =>
  heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const fieldsOf: Record<ImportKind, readonly ImportField[]> = {
  program: programFields,
  people: [...peopleFields, ...identifierFields],
}

/** A word means different things in the two kinds of file, so only fields of this kind are guessed. */
const guesses = Object.fromEntries(
  (Object.keys(fieldsOf) as ImportKind[]).map((kind) => [
    kind,
    new Map(fieldsOf[kind].flatMap((field) => names[field].split(' ').map((name) => [name, field] as const))),
  ]),
) as Record<ImportKind, Map<string, ImportField>>

/** Fields that this kind of import has. Identifiers are for the CE office. */
export const fieldsFor = (kind: ImportKind, isOffice: boolean): readonly ImportField[] =>
  kind === 'people' && !isOffice ? peopleFields : fieldsOf[kind]

/**
 * `remembered`: by comparable heading, the field that the office chose, or '' for a column it left out. Each
 * field takes one column: one that was chosen before wins over a guess, then the first.
 */
export function guessColumns(
  kind: ImportKind,
  fields: readonly ImportField[],
  headings: readonly string[],
  remembered: ReadonlyMap<string, string>,
): ImportMapping['columns'] {
  const columns: ImportMapping['columns'] = {}
  const take = (field: string | undefined, index: number) => {
    const own = fields.find((each) => each === field)
    if (own) columns[own] ??= index
  }
  const comparable = headings.map(comparableHeading)
  comparable.forEach((heading, index) => {
    take(remembered.get(heading), index)
  })
  comparable.forEach((heading, index) => {
    if (!remembered.has(heading)) take(guesses[kind].get(heading), index)
  })
  return columns
}
