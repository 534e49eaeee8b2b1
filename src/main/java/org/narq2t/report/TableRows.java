package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.narq2t.evaluation.Figure;
import org.narq2t.report.ReportTable.Origin;
import org.narq2t.report.TableLines.Column;
import org.narq2t.report.TableLines.Line;

/** Puts a table together, row by row, for page, terminal and CSV at once. */
final class TableRows {

  private final ReportedRuns study;
  private final List<Field> fields;
  private final List<Column> columns;
  private final List<Line> lines = new ArrayList<>();
  private final List<List<String>> csv = new ArrayList<>();

  /**
   * A column.
   *
   * @param csv its name in the CSV
   * @param digits after the decimal point; negative for texts
   */
  record Field(Column column, String csv, int digits) {
    static Field text(String name, String csv) {
      return new Field(new Column("", "", name, false), csv, -1);
    }

    /** A text that is aligned as numbers are. */
    static Field count(String name, String csv) {
      return new Field(new Column("", "", name, true), csv, -1);
    }

    static Field number(String group, String brief, String name, String csv, int digits) {
      return new Field(new Column(group, brief, name, true), csv, digits);
    }

    private boolean isText() {
      return digits < 0;
    }
  }

  /** A cell: a text, or a figure. */
  record Value(String text, Figure figure) {
    static final Value NOTHING = new Value("", Numbers.NO_FIGURE);

    static Value of(String text) {
      return new Value(text, Numbers.NO_FIGURE);
    }

    static Value of(Figure figure) {
      return new Value("", figure);
    }

    /** Whether there is nothing in it. */
    boolean isEmpty() {
      return text.isEmpty() && Double.isNaN(figure.mean());
    }

    /** Whether it is a published figure whose source states no selection rule. */
    boolean isWithoutRule() {
      return text.endsWith(Messages.text("mark.no-rule"));
    }

    static Value of(double number) {
      return of(Numbers.figure(number));
    }
  }

  TableRows(ReportedRuns study, List<Field> fields) {
    this.study = study;
    this.fields = fields;
    this.columns = fields.stream().map(Field::column).toList();
    List<String> header = new ArrayList<>(List.of("origin", "table", "method"));
    for (Field field : fields) {
      header.add(field.csv());
      if (!field.isText()) {
        header.add(field.csv() + "_deviation");
      }
    }
    csv.add(header);
  }

  /** Adds a row with a value for every column. */
  void add(Origin origin, String method, List<Value> values) {
    add(origin, "", method, values);
  }

  /** Adds a row that the style sheet shows in another way, too. */
  void add(Origin origin, String style, String method, List<Value> values) {
    boolean paper = origin == Origin.PAPER;
    String name = paper ? method : study.mark() + method;
    List<String> texts = new ArrayList<>();
    List<String> cells =
        new ArrayList<>(
            List.of(origin.key(), study.isSurrogate() && !paper ? "surrogate" : "real", name));
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      Value value = values.get(i);
      if (field.isText()) {
        texts.add(value.text().isEmpty() ? TableLines.NOTHING : value.text());
        cells.add(value.text());
      } else {
        texts.add(
            value.text().isEmpty() ? Numbers.text(value.figure(), field.digits()) : value.text());
        String digits = "%." + (field.digits() + 2) + "f";
        cells.add(Csv.number(digits, value.figure().mean()));
        cells.add(Csv.number(digits, value.figure().deviation()));
      }
    }
    lines.add(TableLines.line(columns, (origin.key() + " " + style).strip(), name, texts));
    csv.add(cells);
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  ReportTable table(
      String key, String number, String title, List<String> findings, String note, String plot) {
    String marked = study.isSurrogate() ? Messages.text("note.surrogate") + " " : "";
    String caveat = study.caveat().isEmpty() ? "" : study.caveat() + " ";
    return new ReportTable(
        key.toLowerCase(Locale.ROOT),
        number,
        title,
        List.copyOf(findings),
        marked + caveat + note,
        study.isSurrogate(),
        new TableLines(columns, List.copyOf(lines)),
        Csv.of(csv),
        plot,
        List.of(),
        List.of(),
        List.of());
  }
}
