// Calls: a visitor asks and the first of the staff to accept
// gets it, or the staff ask a visitor. The call is a stage.
import type { boothCommands as declared } from '@lectern/shared/boothCommands'
import { type Call, callStageId, isOpenAt } from '@lectern/shared/booths'
import { errors } from '@lectern/shared/errors'
import type { Handlers } from '../../live/handlers.ts'
import type { Booths } from '../boothParts.ts'
import type { CallRecord } from './callsStore.ts'

type Names =
  | 'requestCall'
  | 'cancelCall'
  | 'answerCall'
  | 'joinCall'
  | 'leaveCall'
  | 'endCall'
  | 'acceptCall'
  | 'offerCall'
  | 'settleCall'

type Parts = Pick<Booths, 'presence' | 'calls' | 'views' | 'live' | 'access' | 'stage' | 'clock'>

export function createCallCommands(parts: Parts): Handlers<Pick<typeof declared, `booths.${Names}`>> {
  const { presence, calls, views, live, access, stage, clock } = parts

  /** Notifies the people concerned, if the step changed anything. */
  async function told(boothId: string, step: Promise<{ call: CallRecord; before: string }>): Promise<Call> {
    const { call, before } = await step
    return call.state === before ? views.call(boothId, call) : live.callChanged(boothId, call, before)
  }

  return {
    'booths.requestCall': async ({ boothId }, { person }) => {
      const { booth, visitorId } = await access.visitor(boothId, person)
      if (!isOpenAt(booth, clock()))
        throw errors.conflict(
          'This booth takes no calls outside its opening hours. Leave a message, or book a meeting.',
        )
      return told(boothId, calls.step(boothId, 'request', undefined, { visitorId }))
    },
    'booths.cancelCall': async ({ boothId, callId }, { person }) => {
      const { visitorId } = await access.owner(boothId, person)
      return told(boothId, calls.step(boothId, 'cancel', callId, { visitorId }))
    },
    'booths.answerCall': async ({ boothId, callId, accept }, { person }) => {
      const { visitorId } = accept
        ? await access.visitor(boothId, person)
        : await access.owner(boothId, person)
      return told(boothId, calls.step(boothId, accept ? 'answer' : 'decline', callId, { visitorId }))
    },

    'booths.acceptCall': async ({ boothId, callId }, { person }) => {
      const { booth: _booth, ...staff } = await access.staff(boothId, person)
      return told(boothId, calls.step(boothId, 'accept', callId, { staff }))
    },
    'booths.offerCall': async ({ boothId, visitorId }, { person }) => {
      const { booth: _booth, ...staff } = await access.staff(boothId, person)
      return told(boothId, calls.step(boothId, 'offer', undefined, { visitorId, staff }))
    },
    'booths.settleCall': async ({ boothId, callId }, { person }) => {
      const { booth: _booth, ...staff } = await access.staff(boothId, person)
      return told(boothId, calls.step(boothId, 'settle', callId, { staff }))
    },

    'booths.joinCall': async ({ boothId, callId, rtpCapabilities }, caller) => {
      const { booth: _booth, ...by } = await access.side(boothId, caller.person)
      const { call } = await calls.step(boothId, 'join', callId, by)
      // Each side appears as the other may know them: the visitor only by a number.
      const [visitor] = await presence.shown(boothId, [call.visitorId])
      const shown = by.staff
        ? { personId: by.staff.staffId, name: by.staff.name, credentials: '' }
        : { personId: call.visitorId, name: `Visitor ${visitor!.number}`, credentials: '' }
      const joined = await stage.joinCall(callStageId(callId), shown, rtpCapabilities, caller, clock())
      // If it ended during the join, nobody stays in it.
      if ((await calls.find(boothId, callId))?.state === 'active') return joined
      await stage.end(callStageId(callId))
      throw errors.conflict('This call has ended.')
    },
    'booths.leaveCall': async ({ boothId, callId }, { person }) => {
      const { booth: _booth, ...by } = await access.side(boothId, person)
      await told(boothId, calls.step(boothId, 'leave', callId, by))
      return {}
    },
    'booths.endCall': async ({ boothId, callId }, { person }) => {
      const { booth: _booth, ...by } = await access.side(boothId, person)
      return told(boothId, calls.step(boothId, 'end', callId, by))
    },
  }
}
