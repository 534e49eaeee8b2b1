/** The content of the pages of the dashboard, as their templates take it. */
package org.narq2t.web.pages;
