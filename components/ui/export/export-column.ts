/** One column of an exported file. */
export interface ExportColumn<Row> {
  /** Stable, English, snake_case: other tools read it. */
  header: string;
  /** As data, not as text for people: a number, an ISO 8601 time, a plain word. undefined: unknown. */
  value(row: Row): string | number | boolean | undefined;
}
