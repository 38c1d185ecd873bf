import type { SecretLabel } from './secret.ts';

/** A credential format that issuers made recognisable. `shape` is tried at the start of a word. */
interface ProviderFormat {
  readonly prefixes: readonly string[];
  readonly shape: RegExp;
  readonly label: SecretLabel;
}

const key = (prefixes: string, shape: RegExp): ProviderFormat => ({
  prefixes: prefixes.split(' '),
  shape,
  label: 'key',
});
const token = (prefixes: string, shape: RegExp): ProviderFormat => ({
  ...key(prefixes, shape),
  label: 'token',
});

const WORD_16 = /^[\w-]{16,}/;
const WORD_20 = /^[\w.-]{20,}/;
const ALNUM_20 = /^\w{20,}/;

/** Public token formats; the lists of gitleaks and secretlint name the issuers. */
export const PROVIDER_FORMATS: readonly ProviderFormat[] = [
  key('sk- rk- pk-lf- sk-lf-', WORD_20),
  key('sk_live_ sk_test_ rk_live_ rk_test_ pk_live_ sk_prod_ rk_prod_ whsec_', WORD_16),
  key('sq0atp- sq0csp- sq0idp- EAAA', WORD_20),
  token('ghp_ gho_ ghu_ ghs_ ghr_ github_pat_', ALNUM_20),
  token('glpat- glptt- gldt- glrt- glsoat- glcbt- glagent- GR1348941 glft- glimt- gloas-', WORD_16),
  token('xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xoxo- xoxc- xoxd- xoxe. xapp-', WORD_16),
  key('AIza', /^AIza[\w-]{30,}/),
  token('ya29.', WORD_20),
  key('GOCSPX-', WORD_20),
  key('AKIA ASIA ABIA ACCA AGPA AROA AIPA ANPA ANVA', /^A[A-Z]{3}[A-Z2-7]{16}(?![A-Za-z0-9])/),
  token('FwoG IQoJ FQoG', /^[\w+/-]{60,}/),
  token('hf_ api_org_', /^(?:hf|api_org)_[A-Za-z]{30,}/),
  token(
    'npm_ pypi- rubygems_ oy2',
    /^(?:npm_\w{30,}|pypi-[\w-]{40,}|rubygems_[0-9a-f]{40,}|oy2[a-z0-9]{43})/,
  ),
  key('SG. SK AC', /^(?:SG\.[\w-]{16,}\.[\w-]{16,}|SK[0-9a-f]{32}(?![0-9a-f]))/),
  key('key- pubkey-', /^(?:pub)?key-[0-9a-f]{32}/),
  key('xkeysib- xsmtpsib- re_', /^(?:xkeysib-|xsmtpsib-|re_)\w{16,}[\w-]*/),
  token('shpat_ shpca_ shppa_ shpss_', WORD_20),
  token('dop_v1_ doo_v1_ dor_v1_ lin_api_ lin_oauth_ secret_ ntn_ figd_ figo_', WORD_20),
  key('PMAK- PMAT- NRAK- NRJS- NRAL- NRII- NRIQ- RGAPI- AGE-SECRET-KEY-1 HRKU-', WORD_20),
  key('dapi dkea dose', /^d(?:api|kea|ose)[0-9a-f]{32}/),
  token(
    'glsa_ glc_ hvs. hvb. hvr. s. dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.',
    /^(?:gls?[ac]+_|hv[sbr]\.|dp\.\w+\.[\w.]*|s\.(?=[A-Za-z0-9]{24}(?!\w)))[\w=-]{20,}/,
  ),
  key('gsk_ r8_ pplx- xai- lsv2_ fw_ nvapi- jina_ tvly- csk- sbp_ sb_secret_ sbs_', WORD_20),
  token(
    'nfp_ sntrys_ sntryu_ pscale_ tfp_ dckr_ dckr_pat_ vercel_ fo1_ FlyV1 fm1_ fm2_ rnd_',
    WORD_20,
  ),
  token('dt0c01. dt0s01.', WORD_20),
  token('ATATT ATCTT ATBB ATSTT', /^AT(?:ATT|CTT|BB|STT)[\w=-]{16,}/),
  token(
    'EZAK EZTK duffel_ shippo_ live_ test_',
    /^(?:EZ[AT]K\w{40,}|duffel_(?:live|test)_[\w-]{20,}|shippo_\w{20,}|(?:live|test)_[A-Za-z0-9]{30,})/,
  ),
  token('EAAC EAAB EAAG EAAD', /^EAA[A-Z][A-Za-z0-9]{40,}/),
  token('AAAAAAAAAAAAAAAAAAAA', /^A{20}[\w%]{30,}/),
  token('1// 4/0', /^(?:1\/\/0|4\/0)[\w-]{30,}/),
  token(
    'CFPAT- ATv phc_ phx_ phs_ uk_ ops_ tskey- rpa_ CCIPAT_ bkua_ sgp_ sourcegraph_ ntn- tk- pat',
    /^(?:(?:CFPAT|tskey)-[\w-]{16,}|(?:ph[cxs]|rpa|CCIPAT|bkua|sgp|ops)_[\w-]{20,}|pat[A-Za-z0-9]{14}\.[0-9a-f]{40,})/,
  ),
  token('EwB Ew', /^EwB[\w+/%-]{80,}/),
  token('access_token$', /^access_token\$production\$[\w$]{20,}/),
  token('MT Mz OD OT Nz Nj Nm', /^[MNO][A-Za-z\d]{23,27}\.[\w-]{6}\.[\w-]{27,}/),
  key('ey', /^(?:eyJ[\w-]{8,})(?![\w.-])/),
];

/** Formats without a prefix, told by their inside: Azure client secrets, Mailchimp, Terraform. */
export const INNER_FORMAT =
  /^(?:[\w.~-]{3}\dQ~[\w.~-]{30,36}|[0-9a-f]{32}-us\d{1,2}(?!\w)|[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,})/;

/** Something of an inner format that is cheap to look for first. */
export const INNER_MARK = /\dQ~|-us\d|\.atlasv1\./;

/** Telegram bots: a number, a colon, a secret. */
export const BOT_TOKEN = /(?<!\w)\d{8,10}:AA[\w-]{32,34}(?![\w-])/g;
