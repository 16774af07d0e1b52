// Written by Scripts/templates.sh; the bytes come from Datasets/.

#include "CTemplates.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char hospital_stars_LICENSE[] = {
#embed "../../Datasets/hospital-stars/LICENSE"
};

static const unsigned char hospital_stars_README_md[] = {
#embed "../../Datasets/hospital-stars/README.md"
};

static const unsigned char hospital_stars_codebook_yaml[] = {
#embed "../../Datasets/hospital-stars/codebook.yaml"
};

static const unsigned char hospital_stars_measures_2024_csv[] = {
#embed "../../Datasets/hospital-stars/measures-2024.csv"
};

static const unsigned char hospital_stars_study_yaml[] = {
#embed "../../Datasets/hospital-stars/study.yaml"
};

static const unsigned char lecture_ratings_InstEval_csv[] = {
#embed "../../Datasets/lecture-ratings/InstEval.csv"
};

static const unsigned char lecture_ratings_LICENSE[] = {
#embed "../../Datasets/lecture-ratings/LICENSE"
};

static const unsigned char lecture_ratings_README_md[] = {
#embed "../../Datasets/lecture-ratings/README.md"
};

static const unsigned char lecture_ratings_cases_codebook_yaml[] = {
#embed "../../Datasets/lecture-ratings/cases.codebook.yaml"
};

static const unsigned char lecture_ratings_cases_csv[] = {
#embed "../../Datasets/lecture-ratings/cases.csv"
};

static const unsigned char lecture_ratings_derive_py[] = {
#embed "../../Datasets/lecture-ratings/derive.py"
};

static const unsigned char lecture_ratings_indicators_csv[] = {
#embed "../../Datasets/lecture-ratings/indicators.csv"
};

static const unsigned char lecture_ratings_ratings_codebook_yaml[] = {
#embed "../../Datasets/lecture-ratings/ratings.codebook.yaml"
};

static const unsigned char lecture_ratings_scores_codebook_yaml[] = {
#embed "../../Datasets/lecture-ratings/scores.codebook.yaml"
};

static const unsigned char lecture_ratings_scores_csv[] = {
#embed "../../Datasets/lecture-ratings/scores.csv"
};

static const unsigned char lecture_ratings_study_yaml[] = {
#embed "../../Datasets/lecture-ratings/study.yaml"
};

static const unsigned char livelihood_projects_README_md[] = {
#embed "../../Datasets/livelihood-projects/README.md"
};

static const unsigned char livelihood_projects_candidates_codebook_yaml[] = {
#embed "../../Datasets/livelihood-projects/candidates.codebook.yaml"
};

static const unsigned char livelihood_projects_candidates_csv[] = {
#embed "../../Datasets/livelihood-projects/candidates.csv"
};

static const unsigned char livelihood_projects_generate_py[] = {
#embed "../../Datasets/livelihood-projects/generate.py"
};

static const unsigned char livelihood_projects_inspections_codebook_yaml[] = {
#embed "../../Datasets/livelihood-projects/inspections.codebook.yaml"
};

static const unsigned char livelihood_projects_inspections_csv[] = {
#embed "../../Datasets/livelihood-projects/inspections.csv"
};

static const unsigned char livelihood_projects_projects_codebook_yaml[] = {
#embed "../../Datasets/livelihood-projects/projects.codebook.yaml"
};

static const unsigned char livelihood_projects_projects_csv[] = {
#embed "../../Datasets/livelihood-projects/projects.csv"
};

static const unsigned char livelihood_projects_study_yaml[] = {
#embed "../../Datasets/livelihood-projects/study.yaml"
};

static const unsigned char mobile_satisfaction_LICENSE[] = {
#embed "../../Datasets/mobile-satisfaction/LICENSE"
};

static const unsigned char mobile_satisfaction_README_md[] = {
#embed "../../Datasets/mobile-satisfaction/README.md"
};

static const unsigned char mobile_satisfaction_codebook_yaml[] = {
#embed "../../Datasets/mobile-satisfaction/codebook.yaml"
};

static const unsigned char mobile_satisfaction_mobi_csv[] = {
#embed "../../Datasets/mobile-satisfaction/mobi.csv"
};

static const unsigned char mobile_satisfaction_study_yaml[] = {
#embed "../../Datasets/mobile-satisfaction/study.yaml"
};

static const unsigned char resident_survey_README_md[] = {
#embed "../../Datasets/resident-survey/README.md"
};

static const unsigned char resident_survey_answers_csv[] = {
#embed "../../Datasets/resident-survey/answers.csv"
};

static const unsigned char resident_survey_codebook_yaml[] = {
#embed "../../Datasets/resident-survey/codebook.yaml"
};

static const unsigned char resident_survey_generate_py[] = {
#embed "../../Datasets/resident-survey/generate.py"
};

static const unsigned char resident_survey_study_yaml[] = {
#embed "../../Datasets/resident-survey/study.yaml"
};

static const unsigned char school_performance_LICENSE[] = {
#embed "../../Datasets/school-performance/LICENSE"
};

static const unsigned char school_performance_README_md[] = {
#embed "../../Datasets/school-performance/README.md"
};

static const unsigned char school_performance_apiclus1_csv[] = {
#embed "../../Datasets/school-performance/apiclus1.csv"
};

static const unsigned char school_performance_apiclus2_csv[] = {
#embed "../../Datasets/school-performance/apiclus2.csv"
};

static const unsigned char school_performance_apisrs_csv[] = {
#embed "../../Datasets/school-performance/apisrs.csv"
};

static const unsigned char school_performance_apistrat_csv[] = {
#embed "../../Datasets/school-performance/apistrat.csv"
};

static const unsigned char school_performance_codebook_two_stage_yaml[] = {
#embed "../../Datasets/school-performance/codebook-two-stage.yaml"
};

static const unsigned char school_performance_codebook_yaml[] = {
#embed "../../Datasets/school-performance/codebook.yaml"
};

static const unsigned char school_performance_study_yaml[] = {
#embed "../../Datasets/school-performance/study.yaml"
};

static const unsigned char station_stars_README_md[] = {
#embed "../../Datasets/station-stars/README.md"
};

static const unsigned char station_stars_activities_codebook_yaml[] = {
#embed "../../Datasets/station-stars/activities.codebook.yaml"
};

static const unsigned char station_stars_activities_csv[] = {
#embed "../../Datasets/station-stars/activities.csv"
};

static const unsigned char station_stars_generate_py[] = {
#embed "../../Datasets/station-stars/generate.py"
};

static const unsigned char station_stars_indicators_csv[] = {
#embed "../../Datasets/station-stars/indicators.csv"
};

static const unsigned char station_stars_stations_codebook_yaml[] = {
#embed "../../Datasets/station-stars/stations.codebook.yaml"
};

static const unsigned char station_stars_stations_csv[] = {
#embed "../../Datasets/station-stars/stations.csv"
};

static const unsigned char station_stars_study_yaml[] = {
#embed "../../Datasets/station-stars/study.yaml"
};

static const unsigned char suggestion_handling_README_md[] = {
#embed "../../Datasets/suggestion-handling/README.md"
};

static const unsigned char suggestion_handling_cases_codebook_yaml[] = {
#embed "../../Datasets/suggestion-handling/cases.codebook.yaml"
};

static const unsigned char suggestion_handling_cases_csv[] = {
#embed "../../Datasets/suggestion-handling/cases.csv"
};

static const unsigned char suggestion_handling_classes_csv[] = {
#embed "../../Datasets/suggestion-handling/classes.csv"
};

static const unsigned char suggestion_handling_generate_py[] = {
#embed "../../Datasets/suggestion-handling/generate.py"
};

static const unsigned char suggestion_handling_holidays_csv[] = {
#embed "../../Datasets/suggestion-handling/holidays.csv"
};

static const unsigned char suggestion_handling_indicators_csv[] = {
#embed "../../Datasets/suggestion-handling/indicators.csv"
};

static const unsigned char suggestion_handling_judges_csv[] = {
#embed "../../Datasets/suggestion-handling/judges.csv"
};

static const unsigned char suggestion_handling_ratings_codebook_yaml[] = {
#embed "../../Datasets/suggestion-handling/ratings.codebook.yaml"
};

static const unsigned char suggestion_handling_ratings_csv[] = {
#embed "../../Datasets/suggestion-handling/ratings.csv"
};

static const unsigned char suggestion_handling_rounds_csv[] = {
#embed "../../Datasets/suggestion-handling/rounds.csv"
};

static const unsigned char suggestion_handling_scores_codebook_yaml[] = {
#embed "../../Datasets/suggestion-handling/scores.codebook.yaml"
};

static const unsigned char suggestion_handling_scores_csv[] = {
#embed "../../Datasets/suggestion-handling/scores.csv"
};

static const unsigned char suggestion_handling_study_yaml[] = {
#embed "../../Datasets/suggestion-handling/study.yaml"
};

static const unsigned char suggestion_handling_votes_codebook_yaml[] = {
#embed "../../Datasets/suggestion-handling/votes.codebook.yaml"
};

static const unsigned char suggestion_handling_votes_csv[] = {
#embed "../../Datasets/suggestion-handling/votes.csv"
};

static const manyi_template_file files[] = {
    {"hospital-stars", "LICENSE",
     hospital_stars_LICENSE, sizeof hospital_stars_LICENSE},
    {"hospital-stars", "README.md",
     hospital_stars_README_md, sizeof hospital_stars_README_md},
    {"hospital-stars", "codebook.yaml",
     hospital_stars_codebook_yaml, sizeof hospital_stars_codebook_yaml},
    {"hospital-stars", "measures-2024.csv",
     hospital_stars_measures_2024_csv, sizeof hospital_stars_measures_2024_csv},
    {"hospital-stars", "study.yaml",
     hospital_stars_study_yaml, sizeof hospital_stars_study_yaml},
    {"lecture-ratings", "InstEval.csv",
     lecture_ratings_InstEval_csv, sizeof lecture_ratings_InstEval_csv},
    {"lecture-ratings", "LICENSE",
     lecture_ratings_LICENSE, sizeof lecture_ratings_LICENSE},
    {"lecture-ratings", "README.md",
     lecture_ratings_README_md, sizeof lecture_ratings_README_md},
    {"lecture-ratings", "cases.codebook.yaml",
     lecture_ratings_cases_codebook_yaml, sizeof lecture_ratings_cases_codebook_yaml},
    {"lecture-ratings", "cases.csv",
     lecture_ratings_cases_csv, sizeof lecture_ratings_cases_csv},
    {"lecture-ratings", "derive.py",
     lecture_ratings_derive_py, sizeof lecture_ratings_derive_py},
    {"lecture-ratings", "indicators.csv",
     lecture_ratings_indicators_csv, sizeof lecture_ratings_indicators_csv},
    {"lecture-ratings", "ratings.codebook.yaml",
     lecture_ratings_ratings_codebook_yaml, sizeof lecture_ratings_ratings_codebook_yaml},
    {"lecture-ratings", "scores.codebook.yaml",
     lecture_ratings_scores_codebook_yaml, sizeof lecture_ratings_scores_codebook_yaml},
    {"lecture-ratings", "scores.csv",
     lecture_ratings_scores_csv, sizeof lecture_ratings_scores_csv},
    {"lecture-ratings", "study.yaml",
     lecture_ratings_study_yaml, sizeof lecture_ratings_study_yaml},
    {"livelihood-projects", "README.md",
     livelihood_projects_README_md, sizeof livelihood_projects_README_md},
    {"livelihood-projects", "candidates.codebook.yaml",
     livelihood_projects_candidates_codebook_yaml, sizeof livelihood_projects_candidates_codebook_yaml},
    {"livelihood-projects", "candidates.csv",
     livelihood_projects_candidates_csv, sizeof livelihood_projects_candidates_csv},
    {"livelihood-projects", "generate.py",
     livelihood_projects_generate_py, sizeof livelihood_projects_generate_py},
    {"livelihood-projects", "inspections.codebook.yaml",
     livelihood_projects_inspections_codebook_yaml, sizeof livelihood_projects_inspections_codebook_yaml},
    {"livelihood-projects", "inspections.csv",
     livelihood_projects_inspections_csv, sizeof livelihood_projects_inspections_csv},
    {"livelihood-projects", "projects.codebook.yaml",
     livelihood_projects_projects_codebook_yaml, sizeof livelihood_projects_projects_codebook_yaml},
    {"livelihood-projects", "projects.csv",
     livelihood_projects_projects_csv, sizeof livelihood_projects_projects_csv},
    {"livelihood-projects", "study.yaml",
     livelihood_projects_study_yaml, sizeof livelihood_projects_study_yaml},
    {"mobile-satisfaction", "LICENSE",
     mobile_satisfaction_LICENSE, sizeof mobile_satisfaction_LICENSE},
    {"mobile-satisfaction", "README.md",
     mobile_satisfaction_README_md, sizeof mobile_satisfaction_README_md},
    {"mobile-satisfaction", "codebook.yaml",
     mobile_satisfaction_codebook_yaml, sizeof mobile_satisfaction_codebook_yaml},
    {"mobile-satisfaction", "mobi.csv",
     mobile_satisfaction_mobi_csv, sizeof mobile_satisfaction_mobi_csv},
    {"mobile-satisfaction", "study.yaml",
     mobile_satisfaction_study_yaml, sizeof mobile_satisfaction_study_yaml},
    {"resident-survey", "README.md",
     resident_survey_README_md, sizeof resident_survey_README_md},
    {"resident-survey", "answers.csv",
     resident_survey_answers_csv, sizeof resident_survey_answers_csv},
    {"resident-survey", "codebook.yaml",
     resident_survey_codebook_yaml, sizeof resident_survey_codebook_yaml},
    {"resident-survey", "generate.py",
     resident_survey_generate_py, sizeof resident_survey_generate_py},
    {"resident-survey", "study.yaml",
     resident_survey_study_yaml, sizeof resident_survey_study_yaml},
    {"school-performance", "LICENSE",
     school_performance_LICENSE, sizeof school_performance_LICENSE},
    {"school-performance", "README.md",
     school_performance_README_md, sizeof school_performance_README_md},
    {"school-performance", "apiclus1.csv",
     school_performance_apiclus1_csv, sizeof school_performance_apiclus1_csv},
    {"school-performance", "apiclus2.csv",
     school_performance_apiclus2_csv, sizeof school_performance_apiclus2_csv},
    {"school-performance", "apisrs.csv",
     school_performance_apisrs_csv, sizeof school_performance_apisrs_csv},
    {"school-performance", "apistrat.csv",
     school_performance_apistrat_csv, sizeof school_performance_apistrat_csv},
    {"school-performance", "codebook-two-stage.yaml",
     school_performance_codebook_two_stage_yaml, sizeof school_performance_codebook_two_stage_yaml},
    {"school-performance", "codebook.yaml",
     school_performance_codebook_yaml, sizeof school_performance_codebook_yaml},
    {"school-performance", "study.yaml",
     school_performance_study_yaml, sizeof school_performance_study_yaml},
    {"station-stars", "README.md",
     station_stars_README_md, sizeof station_stars_README_md},
    {"station-stars", "activities.codebook.yaml",
     station_stars_activities_codebook_yaml, sizeof station_stars_activities_codebook_yaml},
    {"station-stars", "activities.csv",
     station_stars_activities_csv, sizeof station_stars_activities_csv},
    {"station-stars", "generate.py",
     station_stars_generate_py, sizeof station_stars_generate_py},
    {"station-stars", "indicators.csv",
     station_stars_indicators_csv, sizeof station_stars_indicators_csv},
    {"station-stars", "stations.codebook.yaml",
     station_stars_stations_codebook_yaml, sizeof station_stars_stations_codebook_yaml},
    {"station-stars", "stations.csv",
     station_stars_stations_csv, sizeof station_stars_stations_csv},
    {"station-stars", "study.yaml",
     station_stars_study_yaml, sizeof station_stars_study_yaml},
    {"suggestion-handling", "README.md",
     suggestion_handling_README_md, sizeof suggestion_handling_README_md},
    {"suggestion-handling", "cases.codebook.yaml",
     suggestion_handling_cases_codebook_yaml, sizeof suggestion_handling_cases_codebook_yaml},
    {"suggestion-handling", "cases.csv",
     suggestion_handling_cases_csv, sizeof suggestion_handling_cases_csv},
    {"suggestion-handling", "classes.csv",
     suggestion_handling_classes_csv, sizeof suggestion_handling_classes_csv},
    {"suggestion-handling", "generate.py",
     suggestion_handling_generate_py, sizeof suggestion_handling_generate_py},
    {"suggestion-handling", "holidays.csv",
     suggestion_handling_holidays_csv, sizeof suggestion_handling_holidays_csv},
    {"suggestion-handling", "indicators.csv",
     suggestion_handling_indicators_csv, sizeof suggestion_handling_indicators_csv},
    {"suggestion-handling", "judges.csv",
     suggestion_handling_judges_csv, sizeof suggestion_handling_judges_csv},
    {"suggestion-handling", "ratings.codebook.yaml",
     suggestion_handling_ratings_codebook_yaml, sizeof suggestion_handling_ratings_codebook_yaml},
    {"suggestion-handling", "ratings.csv",
     suggestion_handling_ratings_csv, sizeof suggestion_handling_ratings_csv},
    {"suggestion-handling", "rounds.csv",
     suggestion_handling_rounds_csv, sizeof suggestion_handling_rounds_csv},
    {"suggestion-handling", "scores.codebook.yaml",
     suggestion_handling_scores_codebook_yaml, sizeof suggestion_handling_scores_codebook_yaml},
    {"suggestion-handling", "scores.csv",
     suggestion_handling_scores_csv, sizeof suggestion_handling_scores_csv},
    {"suggestion-handling", "study.yaml",
     suggestion_handling_study_yaml, sizeof suggestion_handling_study_yaml},
    {"suggestion-handling", "votes.codebook.yaml",
     suggestion_handling_votes_codebook_yaml, sizeof suggestion_handling_votes_codebook_yaml},
    {"suggestion-handling", "votes.csv",
     suggestion_handling_votes_csv, sizeof suggestion_handling_votes_csv},
};

size_t manyi_template_file_count(void) {
  return sizeof files / sizeof files[0];
}

manyi_template_file manyi_template_file_at(size_t position) {
  return files[position];
}
