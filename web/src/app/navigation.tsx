import {
  ApartmentOutlined,
  ApiOutlined,
  AuditOutlined,
  BankOutlined,
  BlockOutlined,
  BookOutlined,
  CalendarOutlined,
  ClockCircleOutlined,
  CommentOutlined,
  EnvironmentOutlined,
  ExperimentOutlined,
  EyeOutlined,
  FileProtectOutlined,
  FileTextOutlined,
  GlobalOutlined,
  HistoryOutlined,
  HomeOutlined,
  IdcardOutlined,
  NotificationOutlined,
  ProfileOutlined,
  ReadOutlined,
  SafetyCertificateOutlined,
  SearchOutlined,
  SnippetsOutlined,
  SolutionOutlined,
  TableOutlined,
  TeamOutlined,
  UserSwitchOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { Ability } from '@datadeed/core/account/policy'
import { homeText } from '../features/home/text.ts'
import type { NavEntry, NavGroup } from '../ui/side-nav.tsx'
import type { Language } from './language.ts'

type Place = NavEntry & {
  /** All of these are needed to see the place; the server decides again what may be done there. */
  needs?: readonly Ability[]
}

/** The navigation of a person, which every page loads, so its words are in one file: the places that the abilities of `me.can` open, in the order of the work. */
export function navigationFor(can: readonly string[], language: Language): NavGroup[] {
  const { nav, publicGroup, publicPages } = homeText[language]
  const groups: { key: string; title?: string; entries: Place[] }[] = [
    {
      key: 'work',
      entries: [
        { key: 'home', to: '/', label: nav.home, icon: HomeOutlined },
        { key: 'acts', to: '/acts', label: nav.acts, icon: ProfileOutlined, needs: ['act.list'] },
        {
          key: 'coaching',
          to: '/coaching',
          label: nav.coaching,
          icon: CommentOutlined,
          needs: ['coaching.list'],
        },
        {
          key: 'deposits',
          to: '/deposits',
          label: nav.deposits,
          icon: FileProtectOutlined,
          needs: ['deposit.list', 'case.list'],
        },
        {
          key: 'agency',
          to: '/agency',
          label: nav.agency,
          icon: ApartmentOutlined,
          needs: ['agency.list'],
        },
        { key: 'cases', to: '/cases', label: nav.cases, icon: FileTextOutlined, needs: ['case.list'] },
        { key: 'templates', to: '/templates', label: nav.templates, icon: SnippetsOutlined },
        {
          key: 'batches',
          to: '/batches',
          label: nav.batches,
          icon: TableOutlined,
          needs: ['batch.list'],
        },
        { key: 'queue', to: '/queue', label: nav.queue, icon: AuditOutlined, needs: ['queue.read'] },
        {
          key: 'cohorts',
          to: '/cohorts',
          label: nav.cohorts,
          icon: BlockOutlined,
          needs: ['cohort.list'],
        },
        {
          key: 'experts',
          to: '/experts',
          label: nav.experts,
          icon: IdcardOutlined,
          needs: ['expert.list'],
        },
        { key: 'parties', to: '/parties', label: nav.parties, icon: BankOutlined, needs: ['party.list'] },
        {
          key: 'registrations',
          to: '/registrations',
          label: nav.registrations,
          icon: SolutionOutlined,
          needs: ['registration.list'],
        },
        {
          key: 'objections',
          to: '/objections',
          label: nav.objections,
          icon: WarningOutlined,
          needs: ['objection.list'],
        },
        {
          key: 'decisions',
          to: '/decisions',
          label: nav.decisions,
          icon: ReadOutlined,
          needs: ['decision.list'],
        },
        { key: 'watches', to: '/watches', label: nav.watches, icon: EyeOutlined },
        { key: 'audit', to: '/audit', label: nav.audit, icon: HistoryOutlined, needs: ['event.list'] },
        {
          key: 'rule-pack',
          to: '/rule-pack',
          label: nav.rulePack,
          icon: BookOutlined,
          needs: ['rule_pack.read', 'queue.read'],
        },
        {
          key: 'rule-performance',
          to: '/rule-performance',
          label: nav.rulePerformance,
          icon: ExperimentOutlined,
          needs: ['rule.performance'],
        },
        {
          key: 'calendar',
          to: '/calendar',
          label: nav.calendar,
          icon: CalendarOutlined,
          needs: ['rule_pack.read', 'queue.read'],
        },
        {
          key: 'prefecture',
          to: '/prefecture',
          label: nav.prefecture,
          icon: EnvironmentOutlined,
          needs: ['prefecture.read'],
        },
        {
          key: 'clock-simulation',
          to: '/clock-simulation',
          label: nav.clockSimulation,
          icon: ClockCircleOutlined,
          needs: ['clock.simulate'],
        },
        {
          key: 'delegations',
          to: '/delegations',
          label: nav.delegations,
          icon: UserSwitchOutlined,
          needs: ['delegation.list'],
        },
        { key: 'members', to: '/members', label: nav.members, icon: TeamOutlined, needs: ['member.manage'] },
        {
          key: 'integration',
          to: '/web-hooks',
          label: nav.integration,
          icon: ApiOutlined,
          needs: ['integration.manage'],
        },
      ],
    },
    {
      key: 'public',
      title: publicGroup,
      entries: [
        { key: 'portal', href: '/', label: publicPages.portal, icon: GlobalOutlined },
        { key: 'register', href: '/register', label: publicPages.register, icon: SearchOutlined },
        { key: 'notices', href: '/notices', label: publicPages.notices, icon: NotificationOutlined },
        { key: 'verify', href: '/verify', label: publicPages.verify, icon: SafetyCertificateOutlined },
      ],
    },
  ]
  return groups.map((group) => ({
    ...group,
    entries: group.entries.filter(({ needs = [] }) => needs.every((ability) => can.includes(ability))),
  }))
}
