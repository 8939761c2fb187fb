"""Closed code lists of the facts. The ontology states each of them as a SKOS scheme; a test holds the two equal."""

from enum import StrEnum


class Comparison(StrEnum):
    """How a printed number bounds the value it stands for."""

    LESS_THAN = "<"
    AT_MOST = "<="
    GREATER_THAN = ">"
    AT_LEAST = ">="

    @property
    def is_upper(self) -> bool:
        """Whether the value is at most, or less than, the number."""
        return self in {Comparison.LESS_THAN, Comparison.AT_MOST}


class ReactionContext(StrEnum):
    """What a percentage of patients is about: having the reaction, or what the reaction led to."""

    INCIDENCE = "incidence"
    SERIOUS = "serious"
    FATAL = "fatal"
    DISCONTINUATION = "discontinuation"
    INTERRUPTION = "interruption"
    REDUCTION = "reduction"


class Action(StrEnum):
    """What a dose rule tells the prescriber to do."""

    INTERRUPT = "interrupt"
    REDUCE = "reduce"
    DISCONTINUE = "discontinue"
    OMIT = "omit"
    CONSIDER_DISCONTINUATION = "consider_discontinuation"
    RESUME = "resume"
    CONTINUE = "continue"
    SLOW_INFUSION = "slow_infusion"
    MANAGE = "manage"
    MONITOR = "monitor"


class PreparationQuantity(StrEnum):
    """What an amount in the preparation instructions measures."""

    RECONSTITUTION_VOLUME = "reconstitution_volume"
    RECONSTITUTED_CONCENTRATION = "reconstituted_concentration"
    DELIVERABLE_VOLUME = "deliverable_volume"
    FINAL_VOLUME = "final_volume"
    FINAL_CONCENTRATION = "final_concentration"
    VIAL_STRENGTH = "vial_strength"


class MaterialItem(StrEnum):
    """What part of the preparation or infusion a material is used for."""

    CONTAINER = "container"
    LINE = "line"
    FILTER = "filter"
    DILUENT = "diluent"
    RECONSTITUTION_DILUENT = "reconstitution_diluent"
    LIGHT_COVER = "light_cover"
    SYRINGE = "syringe"
    DEVICE = "device"


class Verdict(StrEnum):
    """What the label says of a material."""

    RECOMMENDED = "recommended"
    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    PROHIBITED = "prohibited"


class ProductState(StrEnum):
    """The state of the product that a time limit or handling instruction is about."""

    UNOPENED = "unopened"
    RECONSTITUTED = "reconstituted"
    DILUTED = "diluted"
    ADMINISTRATION = "administration"
    TOTAL = "total"


class HandlingStep(StrEnum):
    """A step that the time of a limit counts from, or that must be done before it is over."""

    PREPARATION = "preparation"
    RECONSTITUTION = "reconstitution"
    DILUTION = "dilution"
    THAWING = "thawing"
    OPENING = "opening"
    REMOVAL_FROM_REFRIGERATOR = "removal_from_refrigerator"
    START_OF_ADMINISTRATION = "start_of_administration"
    END_OF_ADMINISTRATION = "end_of_administration"


class Storage(StrEnum):
    """The temperature class of a storage condition."""

    REFRIGERATED = "refrigerated"
    ROOM_TEMPERATURE = "room_temperature"
    FROZEN = "frozen"


class PopulationGroup(StrEnum):
    """The group of patients of sections 8 and 12.3 that a statement is about."""

    PREGNANCY = "pregnancy"
    LACTATION = "lactation"
    FEMALES_OF_REPRODUCTIVE_POTENTIAL = "females_of_reproductive_potential"
    MALES_OF_REPRODUCTIVE_POTENTIAL = "males_of_reproductive_potential"
    PEDIATRIC = "pediatric"
    GERIATRIC = "geriatric"
    RENAL_MILD = "renal_mild"
    RENAL_MODERATE = "renal_moderate"
    RENAL_SEVERE = "renal_severe"
    RENAL_END_STAGE = "renal_end_stage"
    HEPATIC_MILD = "hepatic_mild"
    HEPATIC_MODERATE = "hepatic_moderate"
    HEPATIC_SEVERE = "hepatic_severe"


class PopulationAdvice(StrEnum):
    """What the label states or advises for a population."""

    FETAL_HARM = "fetal_harm"
    PREGNANCY_TEST = "pregnancy_test"
    CONTRACEPTION = "contraception"
    DO_NOT_BREASTFEED = "do_not_breastfeed"
    IMPAIRED_FERTILITY = "impaired_fertility"
    NOT_ESTABLISHED = "not_established"
    NO_OVERALL_DIFFERENCE = "no_overall_difference"
    NO_DOSE_ADJUSTMENT = "no_dose_adjustment"
    REDUCE_DOSE = "reduce_dose"
    AVOID = "avoid"
    NO_DATA = "no_data"
    MONITOR = "monitor"


class InteractionAdvice(StrEnum):
    """What the label advises for an interacting drug."""

    AVOID = "avoid"
    MONITOR = "monitor"
    REDUCE_DOSE = "reduce_dose"
    INCREASE_DOSE = "increase_dose"
    CONTRAINDICATED = "contraindicated"
    SEPARATE = "separate"
    NO_ADJUSTMENT = "no_adjustment"


class HandlingAdvice(StrEnum):
    """What is to be done, or never done, with the product or its solutions."""

    PROTECT_FROM_LIGHT = "protect_from_light"
    DO_NOT_FREEZE = "do_not_freeze"
    DO_NOT_SHAKE = "do_not_shake"
    DO_NOT_MIX = "do_not_mix"
    SWIRL = "swirl"
    INVERT = "invert"
    DISCARD_UNUSED = "discard_unused"
    HAZARDOUS_DRUG = "hazardous_drug"
    WARM_TO_ROOM_TEMPERATURE = "warm_to_room_temperature"
    KEEP_IN_ORIGINAL_CARTON = "keep_in_original_carton"
    NO_PRESERVATIVE = "no_preservative"


class PremedicationPurpose(StrEnum):
    """Why a medicine is given before the labelled product."""

    PREMEDICATION = "premedication"
    CYTOREDUCTION = "cytoreduction"


class Logic(StrEnum):
    """How the members of a printed list belong together."""

    ALL = "and"
    ANY = "or"
    ANY_OR_ALL = "and/or"


class ScheduleElement(StrEnum):
    """Which part of a treatment schedule a duration or count states."""

    TREATMENT = "treatment"
    CYCLE = "cycle"
    DOSE_GAP = "dose_gap"
    DOSE_WINDOW = "dose_window"
    TREATMENT_FREE_INTERVAL = "treatment_free_interval"


class MaximumPer(StrEnum):
    """What may not come to more than a largest dose."""

    DOSE = "dose"
    DAY = "day"
    WEEK = "week"
    CYCLE = "cycle"
    TREATMENT = "treatment"


class Modality(StrEnum):
    """How strongly a statement is made."""

    RECOMMENDED = "recommended"
    REQUIRED = "required"
    SHOULD = "should"
    MAY = "may"
    MAXIMUM = "maximum"


class IngredientRole(StrEnum):
    """Whether an ingredient is active or inactive."""

    ACTIVE = "active"
    INACTIVE = "inactive"


class Statistic(StrEnum):
    """Which summary of a distribution a number is."""

    MEAN = "mean"
    MEDIAN = "median"
    RANGE = "range"
    VALUE = "value"
    COUNT = "count"


class SettingRole(StrEnum):
    """What an amount is for a study, a table or a statement that was set up with it."""

    LISTING_LIMIT = "listing_limit"
    BOUND = "bound"
    AGE = "age"
    DOSE = "dose"
    TIME = "time"
    GROUP_SIZE = "group_size"
    RANDOMIZATION = "randomization"


class Form(StrEnum):
    """The form in which the source states a fact."""

    TABLE = "table"
    LIST = "list"
    SENTENCE = "sentence"
    HEADING = "heading"


class LabelFormat(StrEnum):
    """The format in which a label is written. Facts are read from the first alone; of the others, sections and product data."""

    PHYSICIAN_LABELING_RULE = "physician labeling rule"
    BEFORE_2006 = "before 2006"
    OVER_THE_COUNTER = "over the counter"
    HOMEOPATHIC = "homeopathic"
    VETERINARY = "veterinary"
    OTHER = "other"
