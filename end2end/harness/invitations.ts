// The one list of invitations, as the administrator downloads it.

import { parse } from "csv-parse/sync";

export type Invitation = { code: string; link: string; shortCode: string };

/** Reads the CSV file; fails where a column is not there. */
export function readInvitations(file: Buffer): Map<string, Invitation> {
  const rows = parse(file, { bom: true, columns: true }) as Record<string, string>[];
  const cell = (row: Record<string, string>, column: string): string => {
    const value = row[column];
    if (value === undefined) throw new Error(`no column “${column}” in ${Object.keys(row).join(", ")}`);
    return value;
  };
  const all = rows.map((row) => ({
    code: cell(row, "Mã cán bộ"),
    link: cell(row, "Đường dẫn"),
    shortCode: cell(row, "Mã ngắn"),
  }));
  return new Map(all.map((one) => [one.code, one]));
}
