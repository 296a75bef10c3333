// Words of tables for what the contract has names for: professions, roles, kinds of session.
import type { Profession } from '@lectern/shared/accounts'
import type { ConferenceRole } from '@lectern/shared/roles'
import type { SessionKind } from '@lectern/shared/sessionKinds'

const comparable = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** From lists of words to the value that each means. */
function dictionary<Value extends string>(words: Record<Value, string>): (word: string) => Value | undefined {
  const values = Object.keys(words) as Value[]
  const all = new Map(
    values.flatMap((value) =>
      [value, ...words[value].split(' ')].map((word) => [comparable(word), value] as const),
    ),
  )
  return (word) => all.get(comparable(word))
}

export const professionOf = dictionary<Profession>({
  physician:
    'doctor md do arzt aerztin arzt/arztin arztin medecin medico medica medecingeneraliste arts geneesheer',
  nurse:
    'rn registerednurse krankenpfleger krankenschwester pflegefachkraft pflege infirmier infirmiere enfermero enfermera infermiere enfermeiro verpleegkundige',
  pharmacist: 'apotheker apothekerin pharmacien pharmacienne farmaceutico farmacista apotheker',
  pharmacy_technician: 'pharmtech pharmacytech pta',
  physician_assistant: 'pa physicianassociate arztassistent arztassistentin',
  psychologist: 'psychologe psychologin psychologue psicologo psicologa psycholoog',
  optometrist: 'optometriste optometrista optiker',
  social_worker:
    'msw lcsw sozialarbeiter sozialarbeiterin travailleursocial assistentesociale trabajadorsocial',
  dentist: 'dds dmd zahnarzt zahnarztin dentiste odontoiatra dentista odontologo tandarts',
  allied_dental_staff: 'dentalhygienist dentalassistant',
  registered_dietitian: 'rd rdn dietitian dieteticien dieteticienne diatassistent diatassistentin dietista',
  dietetic_technician: 'dietetictechnicianregistered dtr',
  athletic_trainer: 'atc',
  other: 'others sonstige andere autre otro altro outro overig none',
})

export const roleOf = dictionary<Exclude<ConferenceRole, 'exhibitor'>>({
  clinician:
    'participant attendee learner delegate teilnehmer teilnehmerin participante partecipante deelnemer',
  speaker: 'presenter faculty referent referentin orateur intervenant ponente relatore palestrante spreker',
  moderator: 'chair chairperson vorsitz moderatorin moderateur moderador moderatore voorzitter',
  organiser: 'organizer organisator organisateur organizador organizzatore',
})

export const kindOfWord = dictionary<SessionKind>({
  lecture: 'talk vortrag keynote plenary presentation conference conferencia relazione praesentation',
  case: 'casepresentation casereport fallvorstellung fallbericht cascclinique casoclinico',
  panel: 'paneldiscussion roundtable podium podiumsdiskussion tableronde mesaredonda tavolarotonda',
  workshop: 'tutorial handson seminar kurs atelier taller laboratorio',
  break: 'pause coffeebreak lunch lunchbreak kaffeepause mittagspause dejeuner descanso pausa intervallo',
  unaccredited: 'notaccredited nichtzertifiziert',
  satellite:
    'satellitesymposium satellitesymposiumnotaccredited satellitensymposium industrysymposium sponsored symposiumsatellite',
})
