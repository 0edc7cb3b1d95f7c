/** The page that stands for a course page of an LMS: it only defines the elements. */
import "../elements/index.js";
