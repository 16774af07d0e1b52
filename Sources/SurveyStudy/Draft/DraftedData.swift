import SurveyData
import SurveyImport

/// One file of a drafted study, with its columns by what they seem to be.
struct DraftedData {
  /// The name of the data set.
  var name: String
  /// The path of the file from the study.
  var file: String
  /// The path of its codebook from the study.
  var codebook: String
  /// Keys that say how the file is read, with their values.
  var options: [(key: String, value: String)] = []
  /// The columns in the order of the file.
  let columns: [(name: String, role: ColumnRole)]
  /// What columns are called in the file, where they have another name here.
  let headers: [String: String]
  /// Answers in words with the same grades, in the order of the file.
  let gradeFamilies: [GradeFamily]
  /// Numbers on the same scale whose names belong together.
  let ratingFamilies: [RatingFamily]

  /// Questions whose answers are grades of the same kind.
  struct GradeFamily {
    var items: [String]
    /// From the best to the worst.
    var grades: [String]
    /// Values that are no grade.
    var others: [String]
  }

  /// Questions whose answers are numbers on the same scale.
  struct RatingFamily {
    /// What their names begin with.
    var stem: String
    var items: [String]
    /// The ends of the scale; `nil` where the codebook has them.
    var scale: ClosedRange<Int>?
  }

  /// The rating families by scale, in the order of the file.
  var ratingScales: [(scale: ClosedRange<Int>?, families: [RatingFamily])] {
    var scales: [(scale: ClosedRange<Int>?, families: [RatingFamily])] = []
    for family in ratingFamilies {
      if let known = scales.firstIndex(where: { $0.scale == family.scale }) {
        scales[known].families.append(family)
      } else {
        scales.append((family.scale, [family]))
      }
    }
    return scales
  }

  init(name: String, file: String, codebook: String, table: Table) {
    self.name = name
    self.file = file
    self.codebook = codebook
    var columns = table.columns.map { ($0.name, ColumnRole($0)) }
    headers = Dictionary(
      table.columns.compactMap { column in
        column.header.map { (column.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    gradeFamilies = Self.gradeFamilies(columns)
    ratingFamilies = Self.ratingFamilies(columns, table)
    // A number that belongs to no others is more likely a group.
    let rated = Set(ratingFamilies.flatMap(\.items))
    for position in columns.indices {
      if case .rating = columns[position].1,
        !rated.contains(columns[position].0)
      {
        columns[position].1 = .category
      }
    }
    self.columns = columns.map { (name: $0.0, role: $0.1) }
  }

  /// The names of the columns with a role.
  func names(_ role: ColumnRole) -> [String] {
    columns.filter { $0.role == role }.map(\.name)
  }

  /// Groups that reports of surveys break their numbers down by.
  var groups: [String] {
    names(.category).filter { name in
      let name = (headers[name] ?? name).lowercased()
      return Self.groupWords.contains { name.contains($0) }
    }
  }

  private static let groupWords = [
    "性别", "年龄", "学历", "教育程度", "文化程度", "职业", "户籍", "城区", "区县", "街道", "乡镇",
    "地区", "区域", "收入", "身份", "gender", "sex", "age group", "agegroup",
    "age_group", "education", "district", "region", "occupation", "income",
  ]

  private static func gradeFamilies(
    _ columns: [(String, ColumnRole)]
  ) -> [GradeFamily] {
    var families: [GradeFamily] = []
    for case (let name, .grades(let best, let others)) in columns {
      func joined(_ family: GradeFamily) -> [String]? {
        gradeOrder(
          of: family.grades + best.filter { !family.grades.contains($0) })
      }
      guard let known = families.firstIndex(where: { joined($0) != nil }),
        let all = joined(families[known])
      else {
        families.append(
          GradeFamily(items: [name], grades: best, others: others))
        continue
      }
      families[known].items.append(name)
      families[known].grades = all
      families[known].others += others.filter {
        !families[known].others.contains($0)
      }
    }
    return families
  }

  private static func ratingFamilies(
    _ columns: [(String, ColumnRole)], _ table: Table
  ) -> [RatingFamily] {
    var families: [RatingFamily] = []
    for case (let name, .rating(let ends)) in columns {
      let isDeclared = table[name]?.variable?.scale != nil
      let stem = stem(of: name)
      let known = families.firstIndex {
        $0.stem == stem && ($0.scale == nil) == isDeclared
      }
      guard let known else {
        families.append(
          RatingFamily(
            stem: stem, items: [name], scale: isDeclared ? nil : ends))
        continue
      }
      families[known].items.append(name)
      if let scale = families[known].scale {
        families[known].scale =
          min(
            scale.lowerBound, ends.lowerBound)...max(
            scale.upperBound, ends.upperBound)
      }
    }
    return families.compactMap { family in
      guard let seen = family.scale else { return family }
      if family.items.count < 2 { return nil }
      var family = family
      family.scale = usualScale(seen)
      return family
    }
  }

  /// The scale that numbers seem to be from: not every end need occur.
  private static func usualScale(_ seen: ClosedRange<Int>) -> ClosedRange<Int> {
    let ends = seen.lowerBound == 0 ? [4, 5, 10] : [5, 7, 10]
    let last = ends.first { $0 >= seen.upperBound } ?? 10
    return min(seen.lowerBound, 1)...last
  }

  /// What a name begins with, before the part that tells it from the others:
  /// `q` of `q12`, the question of a matrix before its row.
  private static func stem(of name: String) -> String {
    for mark in ["—", "[", "［", "：", ": ", " - "] {
      if let range = name.firstRange(of: mark),
        range.lowerBound > name.startIndex
      {
        return String(name[..<range.lowerBound])
      }
    }
    var stem = name[...]
    while let last = stem.unicodeScalars.last, ("0"..."9").contains(last) {
      stem.unicodeScalars.removeLast()
    }
    while let last = stem.last, "_-. ".contains(last) { stem.removeLast() }
    return String(stem)
  }
}
