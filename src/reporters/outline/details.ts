import type { Detail, Section } from '../../diagnosis/diagnosis.ts';
import { code, list, paragraph, prose } from './block.ts';
import type { Block, OutlineSection } from './block.ts';

function detailBlock(detail: Detail): Block {
  switch (detail.kind) {
    case 'text':
      return paragraph(prose(detail.text));
    case 'list':
      return list(detail.rows.map((row) => ({ line: [prose(row)] })));
    case 'table':
      return {
        kind: 'table',
        columns: detail.columns,
        rows: detail.rows.map((row) => row.map((cell) => [prose(cell)])),
      };
    case 'code':
      return { kind: 'excerpt', text: detail.text, language: detail.language };
    case 'facts':
      return {
        kind: 'facts',
        rows: detail.rows.map((row) => ({ name: row.name, line: [code(row.value)] })),
      };
  }
}

/** A section that the diagnosis wrote as data. */
export function sectionOutline(section: Section): OutlineSection {
  return {
    id: section.id,
    title: section.title,
    blocks: section.details.map(detailBlock),
    isDetail: true,
  };
}
