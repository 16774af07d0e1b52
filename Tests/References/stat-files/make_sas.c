/* Writes survey.sas7bdat with ReadStat, for make.py:

     cc make_sas.c -lreadstat -o make_sas && ./make_sas survey.sas7bdat

   The data are made up here; pyreadstat reads them for expected.json. */
#include <readstat.h>
#include <stdio.h>

static ssize_t put(const void *bytes, size_t count, void *file) {
  return (ssize_t)fwrite(bytes, 1, count, (FILE *)file);
}

int main(int count, char **names) {
  if (count < 2) return 2;
  FILE *file = fopen(names[1], "wb");
  readstat_writer_t *writer = readstat_writer_init();
  readstat_set_data_writer(writer, put);
  readstat_writer_set_file_timestamp(writer, 946728000);
  readstat_variable_t *id =
      readstat_add_variable(writer, "id", READSTAT_TYPE_STRING, 8);
  readstat_variable_t *q1 =
      readstat_add_variable(writer, "q1", READSTAT_TYPE_DOUBLE, 8);
  readstat_variable_t *day =
      readstat_add_variable(writer, "day", READSTAT_TYPE_DOUBLE, 8);
  readstat_variable_t *moment =
      readstat_add_variable(writer, "moment", READSTAT_TYPE_DOUBLE, 8);
  readstat_variable_t *note =
      readstat_add_variable(writer, "note", READSTAT_TYPE_STRING, 24);
  readstat_variable_set_label(q1, "总体满意度");
  readstat_variable_set_format(day, "DATE9");
  readstat_variable_set_format(moment, "DATETIME20");
  const char *ids[] = {"r1", "r2", "r3"};
  const char *notes[] = {"很好", "", "ok"};
  const double scores[] = {4, 0, 1.5}, days[] = {23435, 0, -1};
  const double moments[] = {2024832645, 60, 3600};
  readstat_begin_writing_sas7bdat(writer, file, 3);
  for (int row = 0; row < 3; row++) {
    readstat_begin_row(writer);
    readstat_insert_string_value(writer, id, ids[row]);
    if (row == 1) readstat_insert_tagged_missing_value(writer, q1, 'B');
    else readstat_insert_double_value(writer, q1, scores[row]);
    readstat_insert_double_value(writer, day, days[row]);
    readstat_insert_double_value(writer, moment, moments[row]);
    readstat_insert_string_value(writer, note, notes[row]);
    readstat_end_row(writer);
  }
  readstat_error_t verdict = readstat_end_writing(writer);
  readstat_writer_free(writer);
  return fclose(file) != 0 || verdict != READSTAT_OK;
}
